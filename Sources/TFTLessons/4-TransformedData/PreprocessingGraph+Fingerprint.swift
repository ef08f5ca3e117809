import Preprocessing
import RawData

extension PreprocessingGraph {
  /// What differs for two functions that would leave different files: every operation and analysis with its parameters, in
  /// order, and the lines that made them, which `transform_fn.json` names; outputs and files of tokens.
  package var fingerprint: UInt64 {
    let digests = StepIdentities(steps, analyzers).digests
    var text = ""
    for (index, step) in steps.enumerated() {
      let place = step.location.map { "\($0)" } ?? ""
      let domain = step.domain.map { $0.json.compactText } ?? ""
      text += "\(step.name) \(digests[index]) \(step.shape) \(domain) \(place)"
      if let analyzer = analyzers[index] {
        text += " \(analyzer.resultNames) \(analyzer.asset.map { "\($0)" } ?? "")"
      }
      text += "\n"
    }
    for output in outputs { text += "\(output.name) \(output.step)\n" }
    for (name, key) in assetKeys.sorted(by: { $0.key < $1.key }) { text += "\(name) \(key)\n" }
    return Fingerprint.hash64(Array(text.utf8)[...])
  }
}
