import Embeddings
import RawData

extension Optimizer {
  /// The optimizer of a case.
  init(_ json: JSON) throws {
    let rate = try LearningRate(json.member("rate"))
    switch try json.text("name") {
    case "sgd": self = .sgd(rate, momentum: try json.float("momentum"), isNesterov: json.flag("nesterov"))
    case "adam": self = .adam(rate)
    case "adamw": self = .adamW(rate, weightDecay: try json.float("weight_decay"))
    default: throw json.unreadable("name")
    }
    clipping =
      json["clipvalue"]?.float.map(GradientClipping.value)
      ?? json["clipnorm"]?.float.map(GradientClipping.norm)
      ?? json["global_clipnorm"]?.float.map(GradientClipping.globalNorm)
  }
}

extension LearningRate {
  /// The learning rate of a case.
  init(_ json: JSON) throws {
    switch try json.text("name") {
    case "constant": self = .constant(try json.float("initial"))
    case "exponential":
      self = .exponentialDecay(
        initial: try json.float("initial"),
        steps: try json.int("steps"),
        rate: try json.float("rate"),
        isStaircase: json.flag("staircase")
      )
    case "cosine":
      self = .cosineDecay(
        initial: try json.float("initial"),
        steps: try json.int("steps"),
        floor: try json.float("floor"),
        warmup: try json.int("warmup")
      )
    case "piecewise":
      self = .piecewiseConstant(
        boundaries: try json.elements("boundaries").compactMap(\.int),
        values: try json.member("values").floats
      )
    default: throw json.unreadable("name")
    }
  }
}
