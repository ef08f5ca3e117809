import RawData

@testable import Embeddings

/// A layer's gradients, and the same by central differences of a random linear function of its output.
///
/// All numbers are multiples of 2^-10 and all steps powers of two, so that a moved number is what it should be to the
/// bit. Two differences, of a step and of its half, are extrapolated (Richardson), and two pairs of steps must agree with
/// the layer: what float32 rounds away, about 1e-7 of the output over the step, and what the curve bends stay far below
/// the tolerance of 1e-3.
struct GradientCheck {
  static let tolerance = 1e-3
  let probe: LayerProbe
  /// The weights that are learned.
  private let learned: [Int]
  /// The gradient that comes from above.
  private let above: Matrix

  init(_ probe: LayerProbe, seed: UInt64 = 99) {
    self.probe = probe
    let specs = probe.layer.weights(for: probe.shapes)
    learned = specs.indices.filter { specs[$0].isLearned }
    let y = probe.y
    above = Self.numbers(y.rows, y.columns, seed: seed)
  }

  /// Multiples of 2^-10 in `offset` +- `limit`.
  static func numbers(
    _ rows: Int,
    _ columns: Int,
    seed: UInt64,
    limit: Double = 1,
    offset: Double = 0
  ) -> Matrix {
    var generator = SplitMix64(seed: seed)
    return Matrix(
      rows: rows,
      columns: columns,
      elements: (0..<rows * columns).map { _ in
        Float((((generator.nextUniform() * 2 - 1) * limit + offset) * 1024).rounded() / 1024)
      }
    )
  }

  /// What the layer says, by the names that `disagreements` uses.
  var gradients: [String: Matrix] {
    let (weights, inputs) = probe.backward(above)
    let specs = probe.layer.weights(for: probe.shapes)
    let own = learned.map { (specs[$0].name, weights[$0]) }
    let slopes = inputs.enumerated().compactMap { index, slope in slope.map { ("input \(index)", $0) } }
    return Dictionary(own + slopes) { $1 }
  }

  /// Where `gradients` are not the slopes, and what has no slope to speak of: a dead layer proves nothing.
  func disagreements(_ gradients: [String: Matrix]) -> [String] {
    let specs = probe.layer.weights(for: probe.shapes)
    var problems: [String] = []
    for index in learned {
      let count = probe.weights[index].elements.count
      problems += check(specs[index].name, gradients, count) { probe, element, step in
        probe.weights[index].elements[element] += step
      }
    }
    for index in probe.inputs.indices {
      guard case .floats(let matrix) = probe.inputs[index] else { continue }
      problems += check("input \(index)", gradients, matrix.elements.count) { probe, element, step in
        guard case .floats(var moved) = probe.inputs[index] else { return }
        moved.elements[element] += step
        probe.inputs[index] = .floats(moved)
      }
    }
    return problems
  }

  private func check(
    _ name: String,
    _ gradients: [String: Matrix],
    _ count: Int,
    _ move: (inout LayerProbe, Int, Float) -> Void
  ) -> [String] {
    guard let gradient = gradients[name], gradient.elements.count == count else {
      return ["\(name): found no gradient of \(count) numbers"]
    }
    var (problems, largest) = ([String](), 0.0)
    for element in 0..<count {
      let found = Double(gradient.elements[element])
      for step in [Float(0x1p-3), 0x1p-4] {
        let slope = Self.slope(step) { step in
          var moved = probe
          move(&moved, element, step)
          return value(moved)
        }
        largest = max(largest, slope.magnitude)
        if !((found - slope).magnitude <= Self.tolerance * max(0.1, slope.magnitude)) {
          problems.append("\(name)[\(element)]: found \(found), by difference \(slope)")
        }
      }
    }
    return problems + (largest < 0.05 ? ["\(name): no slope is larger than \(largest)"] : [])
  }

  /// The slope of `function` at 0, from differences of `step` and of half of it.
  static func slope(_ step: Float, of function: (Float) -> Double) -> Double {
    let wide = (function(step) - function(-step)) / Double(2 * step)
    let narrow = (function(step / 2) - function(-step / 2)) / Double(step)
    return (4 * narrow - wide) / 3
  }

  /// The random linear function of the output.
  private func value(_ probe: LayerProbe) -> Double {
    zip(probe.y.elements, above.elements).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }
}

extension Loss {
  /// The gradient of the mean loss for each number of the output.
  func meanGradient(_ output: Matrix, _ labels: [Float]) -> [Float] {
    gradient(output, labels, count: labels.count).elements
  }
}
