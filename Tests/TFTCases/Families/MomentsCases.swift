import Preprocessing

enum MomentsCases {
  static let functions: [String: CaseFunction] = [
    "min": { arguments in
      let elementwise = arguments.bool("elementwise")
      if arguments.type() == .int64 { return y(try min(arguments.int64(), elementwise: elementwise)) }
      return y(try min(arguments.float(), elementwise: elementwise))
    },
    "max": { arguments in
      let elementwise = arguments.bool("elementwise")
      if arguments.type() == .int64 { return y(try max(arguments.int64(), elementwise: elementwise)) }
      return y(try max(arguments.float(), elementwise: elementwise))
    },
    "sum": { arguments in
      let elementwise = arguments.bool("elementwise")
      if arguments.type() == .int64 { return y(try sum(arguments.int64(), elementwise: elementwise)) }
      return y(try sum(arguments.float(), elementwise: elementwise))
    },
    "size": { arguments in
      let elementwise = arguments.bool("elementwise")
      switch arguments.type() {
      case .int64: return y(try size(arguments.int64(), elementwise: elementwise))
      case .string: return y(try size(arguments.string(), elementwise: elementwise))
      case .float32, nil: return y(try size(arguments.float(), elementwise: elementwise))
      }
    },
    "mean": { arguments in
      let elementwise = arguments.bool("elementwise")
      if arguments.type() == .int64 { return y(try mean(arguments.int64(), elementwise: elementwise)) }
      return y(try mean(arguments.float(), elementwise: elementwise))
    },
    "var": { arguments in
      let elementwise = arguments.bool("elementwise")
      if arguments.type() == .int64 { return y(try variance(arguments.int64(), elementwise: elementwise)) }
      return y(try variance(arguments.float(), elementwise: elementwise))
    },
    "tukey_location": { arguments in
      let elementwise = arguments.bool("elementwise")
      if arguments.type() == .int64 {
        return y(try tukeyLocation(arguments.int64(), elementwise: elementwise))
      }
      return y(try tukeyLocation(arguments.float(), elementwise: elementwise))
    },
    "tukey_scale": { arguments in
      let elementwise = arguments.bool("elementwise")
      if arguments.type() == .int64 { return y(try tukeyScale(arguments.int64(), elementwise: elementwise)) }
      return y(try tukeyScale(arguments.float(), elementwise: elementwise))
    },
    "tukey_h_params": { arguments in
      let elementwise = arguments.bool("elementwise")
      let tails =
        arguments.type() == .int64
        ? try tukeyHParams(arguments.int64(), elementwise: elementwise)
        : try tukeyHParams(arguments.float(), elementwise: elementwise)
      var outputs = Outputs()
      outputs["left"] = tails.left
      outputs["right"] = tails.right
      return outputs
    },
    "covariance": { arguments in
      if arguments.type() == .int64 { return y(try covariance(arguments.int64())) }
      return y(try covariance(arguments.float()))
    },
    "pca": { arguments in
      let outputDim = arguments.int("output_dim") ?? 1
      if arguments.type() == .int64 { return y(try pca(arguments.int64(), outputDim: outputDim)) }
      return y(try pca(arguments.float(), outputDim: outputDim))
    },
  ]
}
