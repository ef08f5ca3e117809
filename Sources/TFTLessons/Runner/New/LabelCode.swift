import RawData

/// The label in the program.
struct LabelCode {
  private let plan: LabelPlan

  init(_ plan: LabelPlan) {
    self.plan = plan
  }

  private var name: String { SwiftText.literal(plan.spec.name) }

  /// The lines of the preprocessing function.
  var lines: [String] {
    let comment = SwiftText.comment(description, indent: 2)
    return comment + ["  outputs[label] = try \(expression)"]
  }

  private var description: String {
    switch plan.kind {
    case .number: return "What is to be predicted: a number, as it is."
    case .classes(let names, .vocabulary):
      let shown = names.prefix(5).enumerated().map { "\($0) for \(SwiftText.shown($1))" }.joined(
        separator: ", "
      )
      let rest = names.count > 5 ? " and so on" : ""
      return
        "What is to be predicted: a class. The most frequent one gets the id 0: here \(shown)\(rest). Predictions come back in the same words."
    case .classes(_, .ids):
      return "What is to be predicted: 0 or 1, as it is. A model says how probable 1 is."
    case .classes(let names, .larger):
      return "What is to be predicted: class 1 where it is \(names[1]), class 0 where it is \(names[0])."
    }
  }

  private var expression: String {
    let (float, int) = ("inputs.float(label)", "inputs.int64(label)")
    return switch plan.kind {
    case .number: plan.spec.type == .int64 ? "Column<Float>(\(int))" : float
    case .classes(_, .vocabulary):
      "computeAndApplyVocabulary(\(plan.spec.type == .int64 ? int : "inputs.string(label)"))"
    case .classes(_, .ids): int
    case .classes(_, .larger(let value)): "Column<Int64>(\(float) .== \(Float(value)))"
    }
  }

  /// What training makes small.
  var loss: String {
    switch plan.kind {
    case .number: ".meanSquaredError"
    case .classes(let names, _):
      names.count == 2 ? ".binaryCrossentropy()" : ".sparseCategoricalCrossentropy()"
    }
  }

  /// The end of the models, with a comment that says why.
  var output: [String] {
    switch plan.kind {
    case .number(let mean, let spread):
      return SwiftText.comment(
        "Layers compute numbers around 0 easily; the last step brings them to the label's mean and spread.",
        indent: 2
      ) + [
        "  let label = Rescaling(scale: \(SwiftText.float(spread, spread: spread)), offset: \(SwiftText.float(mean, spread: spread)))",
        "  return label(Dense(1)(hidden))",
      ]
    case .classes(let names, _) where names.count == 2:
      return [
        "  // The sigmoid makes a number between 0 and 1: how probable class 1 is.",
        "  return Dense(1, activation: .sigmoid)(hidden)",
      ]
    case .classes:
      return SwiftText.comment(
        "One number for each class; the softmax makes them probabilities that add up to 1.",
        indent: 2
      ) + [
        "  let classes = try inputs.schema.vocabularySize(of: label)",
        "  return Dense(classes, activation: .softmax)(hidden)",
      ]
    }
  }

  /// How a model is judged, in a sentence for the README.
  var judged: String {
    switch plan.kind {
    case .number: "the root of the mean squared error (RMSE), beside that of always predicting the mean"
    case .classes(let names, _):
      "the part of the rows whose class is right (accuracy)\(names.count == 2 ? ", the area under the ROC curve (AUC)" : ""), "
        + "and which class was taken for which, beside always predicting the most frequent class"
    }
  }

  /// What a prediction is, in a sentence for the README.
  var prediction: String {
    switch plan.kind {
    case .number: "`prediction` is the number"
    case .classes(let names, let form):
      "`prediction` is "
        + (names.count == 2 ? "the probability of class 1, here \(names[1])" : "the class's id")
        + (form == .vocabulary ? ", `class` the class in words" : "")
    }
  }
}
