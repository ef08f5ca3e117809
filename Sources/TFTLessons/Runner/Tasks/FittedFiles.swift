import EndToEnd
import Preprocessing
import RawData
import TFRecords
import TransformedData

/// The files of `transform_output` that people edit: `transform_fn.json` and the vocabularies.
///
/// Their checksums are in the mark of the directory above, so that an edit can be told from what was fitted.
struct FittedFiles {
  /// The directory `transformed_tfrecords`.
  let directory: String

  /// Writes `transform_output` into the directory, which has a mark; what its SavedModel is missing for when there is none.
  ///
  /// The transform works without: only TensorFlow cannot open it.
  func write(_ transformFn: TransformFn) throws -> [String] {
    let output = "\(directory)/transform_output"
    try Platform.makeDirectory(output)
    try TransformOutput.write(transformFn, to: output)
    for name in try names { try OutputDirectory.addToMark(markLine(name), of: directory) }
    let model: TransformFnModel
    do throws(OperationError) {
      model = try TransformFnModel(transformFn)
    } catch {
      return ["\(error); without it transform_output/transform_fn has no saved_model.pb for TensorFlow"]
    }
    try model.write(to: output)
    return []
  }

  /// Finds out that no file was edited since it was fitted; a directory of which nobody knows passes.
  ///
  /// - Throws: `InputError` for the first one that was.
  func checkUnedited() throws {
    let lines = Set(OutputDirectory.markLines(of: directory).map(String.init))
    let marked = try names.filter { name in lines.contains { $0.hasPrefix("\(Self.prefix)\(name) ") } }
    guard let edited = try marked.first(where: { try !lines.contains(markLine($0)) }) else { return }
    throw InputError(
      file: "\(directory)/\(edited)",
      problem:
        "was edited by hand, and the edit would be lost, for this run would fit the transform anew; to keep it "
        + "copy \(directory)/transform_output elsewhere (`lessons transform` takes any directory), then run "
        + "`lessons task clean_directory --workdir \(Platform.parent(of: directory))`"
    )
  }

  private static let prefix = "fitted: "

  private func markLine(_ name: String) throws -> String {
    let checksum = CRC32C.checksum(try InputFile.contents(of: "\(directory)/\(name)"))
    return "\(Self.prefix)\(name) \(String(checksum, radix: 16))"
  }

  private var names: [String] {
    get throws {
      let assets = "transform_output/transform_fn/assets"
      let places =
        Platform.isDirectory("\(directory)/\(assets)")
        ? try Platform.entries(of: "\(directory)/\(assets)") : []
      let names = ["transform_output/transform_fn.json"] + places.map { "\(assets)/\($0)" }
      return names.filter { Platform.isRegularFile("\(directory)/\($0)") }
    }
  }
}
