import Preprocessing

enum ScalingCases {
  static let functions: [String: CaseFunction] = [
    "scale_to_0_1": { y(scaleTo01(try $0.float())) }
  ]
}
