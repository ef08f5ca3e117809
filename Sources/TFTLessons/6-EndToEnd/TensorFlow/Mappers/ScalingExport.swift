import Preprocessing
import RawData

/// Scalings by constants of the column, and their inverses.
enum ScalingExport: TensorFlowFamily {
  private static let inverse = "inverse_"
  private static let perKey = "_per_key"

  static func export(_ call: MapperCall, to graph: inout TensorFlowGraph) throws(RowError)
    -> TensorFlowColumn?
  {
    let isInverse = call.name.hasPrefix(inverse)
    let hasKeys = call.name.hasSuffix(perKey)
    let name = call.name.dropFirst(isInverse ? inverse.count : 0).dropLast(hasKeys ? perKey.count : 0)
    guard ["scale_to_z_score", "scale_to_0_1", "scale_by_min_max", "scale_to_gaussian"].contains(name) else {
      return nil
    }
    let x = try call.column()
    let parameters = try ScalingParameters(call, hasKeys: hasKeys, to: &graph)
    let result: TensorReference
    switch name {
    case "scale_to_z_score": result = graph.zScore(x.values, parameters, isInverse)
    case "scale_to_gaussian": result = graph.gaussian(x.values, parameters, isInverse)
    default:
      let isUnit = name == "scale_to_0_1"
      let start = isUnit ? 0 : try call.parameters.float("output_min")
      let end = isUnit ? 1 : try call.parameters.float("output_max")
      let stretch = Float(Double(end) - Double(start))
      result = graph.minMax(x.values, parameters, start, stretch, isInverse)
    }
    return TensorFlowColumn(values: result, layout: x.layout)
  }
}

extension TensorFlowGraph {
  fileprivate mutating func zScore(_ x: TensorReference, _ parameters: ScalingParameters, _ isInverse: Bool)
    -> TensorReference
  {
    let mean = parameters.tensor(parameters.columns[0], to: &self)
    let divisor = parameters.tensor(parameters.columns[1].map { $0 == 0 ? 1 : $0 }, to: &self)
    return isInverse
      ? calculate(.add, calculate(.multiply, x, divisor), mean)
      : calculate(.divide, calculate(.subtract, x, mean), divisor)
  }

  /// Constants without a range take the sigmoid, or its inverse, in the place of a part of the range.
  fileprivate mutating func minMax(
    _ x: TensorReference,
    _ parameters: ScalingParameters,
    _ start: Float,
    _ stretch: Float,
    _ isInverse: Bool
  ) -> TensorReference {
    let (minima, maxima) = (parameters.columns[0], parameters.columns[1])
    let hasRange = zip(minima, maxima).map { $0 < $1 }
    let minimum = parameters.tensor(minima, to: &self)
    let span = parameters.tensor(zip(minima, maxima).map { $1 - $0 }, to: &self)
    let (startTensor, stretchTensor) = (number(start), number(stretch))
    if isInverse {
      let part = calculate(.divide, calculate(.subtract, x, startTensor), stretchTensor)
      let value = hasRange.contains(true) ? calculate(.add, calculate(.multiply, part, span), minimum) : part
      return hasRange.contains(false)
        ? select(parameters.tensor(hasRange, to: &self), value, logit(part)) : value
    }
    let place = calculate(.divide, calculate(.subtract, x, minimum), span)
    let part =
      hasRange.contains(false) ? select(parameters.tensor(hasRange, to: &self), place, sigmoid(x)) : place
    return calculate(.add, calculate(.multiply, part, stretchTensor), startTensor)
  }

  /// The x whose sigmoid is `y`.
  private mutating func logit(_ y: TensorReference) -> TensorReference {
    let y = cast(y, .double)
    let odds = calculate(.divide, y, calculate(.subtract, number(1.0), y))
    return cast(apply(.log, odds), .float)
  }

  fileprivate mutating func gaussian(_ x: TensorReference, _ parameters: ScalingParameters, _ isInverse: Bool)
    -> TensorReference
  {
    let columns = parameters.columns
    let location = parameters.tensor(columns[0], to: &self)
    let divisors = columns[0].indices.map { index in
      let spread = columns[2][index] > 0 || columns[3][index] > 0 ? columns[1][index] : columns[4][index]
      return spread == 0 ? 1 : spread
    }
    let divisor = parameters.tensor(divisors, to: &self)
    let left = parameters.tensor(columns[2].map(Double.init), to: &self)
    let right = parameters.tensor(columns[3].map(Double.init), to: &self)
    let input = isInverse ? x : calculate(.divide, calculate(.subtract, x, location), divisor)
    let u = cast(input, .double)
    let tail = select(ask(.less, u, number(0.0)), left, right)
    if isInverse {
      let square = calculate(.multiply, calculate(.multiply, tail, u), u)
      let stretched = calculate(.multiply, u, apply(.exp, calculate(.divide, square, number(2.0))))
      return calculate(.add, calculate(.multiply, cast(stretched, .float), divisor), location)
    }
    return cast(unstretched(u, tail), .float)
  }

  /// `TukeyHH.standardNormal`.
  private mutating func unstretched(_ x: TensorReference, _ tail: TensorReference) -> TensorReference {
    let magnitude = apply(.abs, x)
    let square = calculate(.multiply, calculate(.multiply, tail, magnitude), magnitude)
    let isLong = and(ask(.lessEqual, number(1e-7), square), ask(.less, square, number(Double.infinity)))
    // Where the tail is short its number is not used; it must not be one that divides by 0.
    let safe = select(isLong, square, number(1.0))
    let root = apply(.squareRoot, calculate(.divide, lambertW(safe), select(isLong, tail, number(1.0))))
    let signed = select(ask(.less, x, number(0.0)), apply(.negate, root), root)
    return select(isLong, signed, x)
  }

  /// `TukeyHH.lambertW`.
  private mutating func lambertW(_ x: TensorReference) -> TensorReference {
    let e = Platform.exp(1.0)
    let log = apply(.log, select(ask(.less, x, number(e)), number(e), x))
    let factor = calculate(.subtract, calculate(.divide, number(1.0), log), number(1.0))
    let large = calculate(.add, log, calculate(.multiply, factor, apply(.log, log)))
    let slope = (e - 1) / (e * e - 1)
    let medium = calculate(.add, calculate(.multiply, number(slope), x), number((1 - slope) / e))
    let small = select(ask(.less, x, number(1 / e)), x, medium)
    var w = select(ask(.less, x, number(e)), small, large)
    for _ in 0..<8 {
      let power = apply(.exp, w)
      let product = calculate(.multiply, w, power)
      let step = calculate(.divide, calculate(.subtract, product, x), calculate(.add, power, product))
      w = calculate(.subtract, w, step)
    }
    return w
  }
}
