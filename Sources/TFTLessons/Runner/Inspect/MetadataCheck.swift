import RawData
import TransformedData

/// Compares the two files of a `transform_output` directory that say what the transformed features are: `transform_fn.json` with
/// its vocabularies, and `transformed_metadata/schema.pbtxt`, which stays as it was when the others are edited by hand.
struct MetadataCheck {
  private let directory: String
  private var path: String { "\(directory)/transformed_metadata/schema.pbtxt" }

  /// Nil when `directory` has not both.
  init?(_ directory: String) {
    self.directory = directory
    guard Platform.isRegularFile("\(directory)/\(TransformOutput.transformFnName)"),
      Platform.isRegularFile(path)
    else {
      return nil
    }
  }

  /// What they do not agree on. Nothing where one of them cannot be read: that is said of the file itself.
  var problems: [String] {
    guard let transformFn = try? TransformOutput.read(directory), let found = try? Schema(contentsOf: path),
      let expected = try? Schema(pbtxt: transformFn.outputSchema.pbtxt)
    else { return [] }
    let names = Set((found.features + expected.features).map(\.name)).sorted()
    return names.compactMap { name in
      let (left, right) = (Self.text(found[name]), Self.text(expected[name]))
      guard left != right else { return nil }
      return
        "\(path): feature \(quoted(name.utf8)): found \(left), but \(TransformOutput.transformFnName) gives \(right); "
        + "an edit by hand leaves schema.pbtxt as it was: correct it too"
    }
  }

  private static func text(_ feature: FeatureSpec?) -> String {
    guard let feature else { return "none" }
    var parts = [feature.type.rawValue]
    if feature.presence == .optional { parts.append("optional") }
    if feature.width != 1 { parts.append("\(feature.width) values") }
    if let domain = feature.domain { parts.append("\(domain.min) to \(domain.max)") }
    return parts.joined(separator: ", ")
  }
}
