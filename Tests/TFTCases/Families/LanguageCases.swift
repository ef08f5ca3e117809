import Preprocessing
import RawData

/// Operators and functions of one or two columns.
enum LanguageCases {
  static let functions = binary.merging(unary) { first, _ in first }.merging(others) { first, _ in first }

  /// A function for numbers of both types.
  private static func numbers(
    _ floats: @escaping @Sendable (Column<Float>, Column<Float>) -> Column<Float>,
    _ integers: @escaping @Sendable (Column<Int64>, Column<Int64>) -> Column<Int64>
  ) -> CaseFunction {
    { try $0.type() == .float32 ? y(floats($0.float(), $0.float(1))) : y(integers($0.int64(), $0.int64(1))) }
  }

  private static func comparison(
    _ floats: @escaping @Sendable (Column<Float>, Column<Float>) -> Column<Bool>,
    _ integers: @escaping @Sendable (Column<Int64>, Column<Int64>) -> Column<Bool>,
    _ strings: @escaping @Sendable (Column<String>, Column<String>) -> Column<Bool>
  ) -> CaseFunction {
    {
      switch $0.type() {
      case .float32: y(floats(try $0.float(), try $0.float(1)))
      case .int64: y(integers(try $0.int64(), try $0.int64(1)))
      default: y(strings(try $0.string(), try $0.string(1)))
      }
    }
  }

  private static let binary: [String: CaseFunction] = [
    "add": numbers({ $0 + $1 }, { $0 + $1 }),
    "subtract": numbers({ $0 - $1 }, { $0 - $1 }),
    "multiply": numbers({ $0 * $1 }, { $0 * $1 }),
    "floor_div": numbers({ floorDiv($0, $1) }, { floorDiv($0, $1) }),
    "floor_mod": numbers({ floorMod($0, $1) }, { floorMod($0, $1) }),
    "minimum": numbers({ minimum($0, $1) }, { minimum($0, $1) }),
    "maximum": numbers({ maximum($0, $1) }, { maximum($0, $1) }),
    "less": comparison({ $0 .< $1 }, { $0 .< $1 }, { $0 .< $1 }),
    "less_equal": comparison({ $0 .<= $1 }, { $0 .<= $1 }, { $0 .<= $1 }),
    "greater": comparison({ $0 .> $1 }, { $0 .> $1 }, { $0 .> $1 }),
    "greater_equal": comparison({ $0 .>= $1 }, { $0 .>= $1 }, { $0 .>= $1 }),
    "equal": comparison({ $0 .== $1 }, { $0 .== $1 }, { $0 .== $1 }),
    "not_equal": comparison({ $0 .!= $1 }, { $0 .!= $1 }, { $0 .!= $1 }),
    "divide": { y(try $0.float() / $0.float(1)) },
    "pow": { y(pow(try $0.float(), try $0.float(1))) },
  ]

  private static func floats(_ function: @escaping @Sendable (Column<Float>) -> Column<Float>) -> CaseFunction
  {
    { y(function(try $0.float())) }
  }

  private static let unary: [String: CaseFunction] = [
    "sqrt": floats { sqrt($0) }, "exp": floats { exp($0) }, "log": floats { log($0) },
    "log1p": floats { log1p($0) }, "floor": floats { floor($0) }, "ceil": floats { ceil($0) },
    "round": floats { round($0) }, "sigmoid": floats { sigmoid($0) }, "tanh": floats { tanh($0) },
    "sin": floats { sin($0) }, "cos": floats { cos($0) },
    "square": { try $0.type() == .float32 ? y(square($0.float())) : y(square($0.int64())) },
    "abs": { try $0.type() == .float32 ? y(abs($0.float())) : y(abs($0.int64())) },
    "sign": { try $0.type() == .float32 ? y(sign($0.float())) : y(sign($0.int64())) },
    "negate": { try $0.type() == .float32 ? y(-$0.float()) : y(-$0.int64()) },
    "is_nan": { y(isNaN(try $0.float())) },
    "cast_to_float32": { y(Column<Float>(try $0.int64())) },
    "cast_to_int64": { y(Column<Int64>(try $0.float())) },
    "add_one": { y(try $0.int64() + 1) },
  ]

  private static let others: [String: CaseFunction] = [
    "clip": { arguments in
      let (low, high) = (arguments.floatParameter("low") ?? 0, arguments.floatParameter("high") ?? 0)
      return y(clip(try arguments.float(), to: low...high))
    },
    "where": { arguments in
      if arguments.type() == .string {
        let (s, t) = (try arguments.string(), try arguments.string(1))
        return y(select(where: s .== t, s, else: "other"))
      }
      let (a, b) = (try arguments.float(), try arguments.float(1))
      return y(select(where: a .> b, a, else: -b))
    },
    "where_constant": { y(select(where: try $0.int64() .> 0, try $0.int64(), else: -9)) },
    "logical": { arguments in
      let (a, b) = (try arguments.float(), try arguments.float(1))
      return y((a .> 0) .& (b .> 0) .| .!(a .< 2))
    },
    "one_hot": { y(try oneHot($0.int64(), depth: $0.int("depth") ?? 0)) },
    "concat": { arguments in
      switch (arguments.type(), arguments.count) {
      case (.int64, _): y(concat(try arguments.int64(), try arguments.int64(1)))
      case (.string, _): y(concat(try arguments.string(), try arguments.string(1)))
      default: y(concat(try arguments.float(), try arguments.float(1), try arguments.float(2)))
      }
    },
  ]
}
