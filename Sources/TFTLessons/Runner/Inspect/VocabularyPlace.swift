import Preprocessing
import RawData
import TransformedData

/// A file of tokens where a transform keeps it: `transform_fn/assets`, beside `transform_fn.json`. Nothing in such a file
/// itself says what it is.
struct VocabularyPlace: Equatable, Sendable {
  var format: Asset.Format
  /// Whether a frequency stands before each token.
  var hasFrequencies = false
  /// The name of the analysis that found the tokens; nil when no `transform_fn.json` is there to say it.
  var analysis: String?

  /// Nil when `path` is no such place.
  init?(_ path: String) {
    let parts = path.split(separator: "/")
    guard let name = parts.last.map(String.init) else { return nil }
    let directory = Platform.parent(of: path).isEmpty ? "." : Platform.parent(of: path)
    if let json = try? JSON.read("\(directory)/../../\(TransformOutput.transformFnName)"),
      let analysis = json["analyses"]?.array?.first(where: { Self.fileName($0) == name }),
      let format = Self.format(analysis)
    {
      self.format = format
      hasFrequencies = analysis["has_frequencies"] == .bool(true)
      self.analysis = analysis["name"]?.string
    } else {
      guard parts.suffix(3).dropLast() == ["transform_fn", "assets"] else { return nil }
      format = name.hasSuffix(".tfrecord.gz") ? .tfrecordGzip : .text
    }
  }

  private static func format(_ analysis: JSON) -> Asset.Format? {
    analysis["format"]?.string.flatMap(Asset.Format.init(rawValue:))
  }

  /// The name of the file that an analysis has.
  private static func fileName(_ analysis: JSON) -> String? {
    guard let name = analysis["asset"]?.string, let format = format(analysis) else { return nil }
    return AssetFile.fileName(of: Asset(fileName: name, format: format))
  }
}
