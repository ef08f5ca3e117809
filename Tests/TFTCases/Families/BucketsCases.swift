enum BucketsCases {
  static let functions: [String: CaseFunction] = [:]
}
