import RawData

extension Command {
  static let inspect = Command(
    name: "inspect",
    summary: "Says what a file or a directory is, checks it and shows what is in it.",
    usage: """
      Usage: lessons inspect PATH [--limit N] [--bytes] [--skip-corrupt] [--json]

        PATH            a CSV, JSON Lines or TFRecord file, plain or compressed, schema.pbtxt, transform_fn.json, a
                        vocabulary in transform_fn/assets, model.json, a .safetensors file, or a directory, of which
                        every file is inspected
        --limit N       how many examples or tokens to show (default 1); of a directory, from each directory with TFRecord
                        files
        --bytes         show every byte of these examples, each explained
        --skip-corrupt  go on after a damaged record, and count them all
        --json          the same as one JSON object

      A file is read whole, and every checksum in it is checked. The first damage is an error, with status 1, after what
      was counted before it. A damaged payload can be passed over by --skip-corrupt, and the status is 1 all the same; a
      damaged length cannot, for nobody knows where the next record starts. Of a directory everything that is wrong is listed,
      shards that are missing among it, and a schema.pbtxt that does not agree with the transform_fn.json beside it.
      """
  ) { arguments, _ in
    let options = try InspectOptions(&arguments)
    let inspection = try Inspection(of: options.path, options: options.inspection)
    Terminal().result(options.isJSON ? inspection.json.text : inspection.text)
    for damage in inspection.damages { Terminal().error("lessons: \(damage)") }
    if let damage = inspection.damage { throw damage }
  }
}

/// What `lessons inspect` is asked for.
private struct InspectOptions {
  var path = ""
  var inspection = Inspection.Options()
  var isJSON = false

  init(_ arguments: inout Arguments) throws(UsageError) {
    while let word = try arguments.next() {
      switch word {
      case "--limit": inspection.limit = try arguments.number(of: word, atLeast: 0)
      case "--bytes": inspection.showsBytes = true
      case "--skip-corrupt": inspection.skipsCorrupt = true
      case "--json": isJSON = true
      case _ where word.hasPrefix("--"):
        let known = ["--limit", "--bytes", "--skip-corrupt", "--json"]
        throw UsageError(unknown: "option", word, expected: known)
      case _ where path.isEmpty: path = word
      default: throw UsageError("found a second path \"\(word)\", expected one")
      }
    }
    if path.isEmpty { throw UsageError("lessons inspect needs a path") }
  }
}
