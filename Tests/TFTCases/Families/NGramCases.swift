enum NGramCases {
  static let functions: [String: CaseFunction] = [:]
}
