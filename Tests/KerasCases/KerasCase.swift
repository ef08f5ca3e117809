import Embeddings
import RawData

/// Something to compute, and Keras's answer: named lists of numbers.
package struct KerasCase: Sendable, CustomStringConvertible {
  package var id: String
  /// What Keras answers.
  package var expected: [String: [Float]]
  /// By how much a number of each list may differ, relative to the larger of its magnitude and the list's mean magnitude;
  /// a loss, relative to itself.
  package var relative: [String: Float]
  var kind: String
  var json: JSON

  package var description: String { id }

  init?(_ json: JSON) {
    guard let id = json["id"]?.string, let kind = json["kind"]?.string,
      case .object(let expected)? = json["expected"], case .object(let relative)? = json["relative"]
    else { return nil }
    (self.id, self.kind, self.json) = (id, kind, json)
    self.expected = Dictionary(expected.map { ($0.name, $0.value.floats) }) { $1 }
    self.relative = Dictionary(relative.map { ($0.name, $0.value.float ?? 0) }) { $1 }
  }

  /// Our answer.
  ///
  /// - Throws: when the case asks for something that we don't have.
  package func answer() throws -> [String: [Float]] {
    switch kind {
    case "layer": try LayerCase.answer(json)
    case "loss": try LossCase.answer(json)
    case "schedule": ["rates": try json.steps.map { try LearningRate(json.member("rate"))($0, epoch: 0) }]
    case "training": try TrainingCase.answer(json)
    default: throw json.unreadable("kind")
    }
  }

  /// Where `answer` is not as it should be; nil when it is.
  package func difference(from answer: [String: [Float]]) -> String? {
    guard answer.keys.sorted() == expected.keys.sorted() else {
      return "found \(answer.keys.sorted()), expected \(expected.keys.sorted())"
    }
    for name in expected.keys.sorted() {
      let (found, wanted) = (answer[name] ?? [], expected[name] ?? [])
      guard found.count == wanted.count else {
        return "\(name): found \(found.count) numbers, expected \(wanted.count)"
      }
      let mean = wanted.reduce(0) { $0 + $1.magnitude } / Float(max(1, wanted.count))
      let floor = name == "losses" ? 0 : mean
      for index in found.indices where found[index] != wanted[index] {
        let limit = (relative[name] ?? 0) * max(wanted[index].magnitude, floor)
        // Written so that NaN is a difference.
        if !((found[index] - wanted[index]).magnitude <= limit) {
          return "\(name)[\(index)]: found \(found[index]), expected \(wanted[index])"
        }
      }
    }
    return nil
  }
}
