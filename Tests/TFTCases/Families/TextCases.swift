enum TextCases {
  static let functions: [String: CaseFunction] = [:]
}
