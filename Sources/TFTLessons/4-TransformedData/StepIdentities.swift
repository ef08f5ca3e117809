import Preprocessing
import RawData

/// Which steps of a graph compute the same: a program may say the same thing twice, and a cast that a function makes of
/// its column is made once more by the next function.
struct StepIdentities {
  /// For each step, the first one that computes the same.
  let representatives: [Int]
  /// For each step, a number that other processes have for the same computation too.
  let digests: [UInt64]

  init(_ steps: [Step], _ analyzers: [Int: any Analyzer]) {
    var representatives: [Int] = []
    var digests: [UInt64] = []
    var first: [String: Int] = [:]
    for (index, step) in steps.enumerated() {
      let own = "\(step.type.rawValue) \(step.operation(analyzers[index]))"
      let key = own + step.inputs.map { " \(representatives[$0])" }.joined()
      representatives.append(first[key] ?? index)
      first[key] = representatives[index]
      let inputs = step.inputs.map { " \(digests[$0])" }.joined()
      digests.append(Fingerprint.hash64(ArraySlice((own + inputs).utf8)))
    }
    (self.representatives, self.digests) = (representatives, digests)
  }
}

extension Step {
  /// What it does with its inputs, with all parameters.
  fileprivate func operation(_ analyzer: (any Analyzer)?) -> String {
    switch kind {
    case .input(let spec): "input \(JSON.string(spec.name).compactText)"
    case .constant(let values): "constant \(values.json.compactText)"
    case .part(let part): "part \(part)"
    case .mapper(let mapper): "mapper \(mapper.name)\(mapper.parameters.text)"
    case .analysis(let analysis):
      "analysis \(analysis.analyzer)\(analyzer?.parameters.text ?? " \(JSON.string(analysis.source).compactText)")"
    }
  }
}

extension [(name: String, value: FeatureValues)] {
  /// Parameters for a comparison: ` elements={"int64":2}`.
  var text: String { map { " \($0.name)=\($0.value.json.compactText)" }.joined() }
}
