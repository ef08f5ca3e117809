enum LanguageCases {
  static let functions: [String: CaseFunction] = [:]
}
