enum VocabularyCases {
  static let functions: [String: CaseFunction] = [:]
}
