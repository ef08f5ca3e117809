import RawData

extension Command {
  static let inspect = Command(
    name: "inspect",
    summary: "Says what a file or a directory is, checks it and shows what is in it.",
    usage: """
      Usage: lessons inspect PATH [--limit N] [--json]

        PATH         a CSV or TFRecord file, plain or compressed, schema.pbtxt, transform_fn.json, model.json, a
                     .safetensors file, or a directory, whose files are listed with their kinds
        --limit N    how many examples to show (default 1)
        --json       the same as one JSON object

      A file is read whole, and every checksum in it is checked. The first damage is an error, with status 1, after what
      was counted before it.
      """
  ) { arguments, _ in
    let options = try InspectOptions(&arguments)
    let inspection = try Inspection(of: options.path, limit: options.limit)
    Terminal().result(options.isJSON ? inspection.json.text : inspection.text)
    if let damage = inspection.damage { throw damage }
  }
}

/// What `lessons inspect` is asked for.
private struct InspectOptions {
  var path = ""
  var limit = 1
  var isJSON = false

  init(_ arguments: inout Arguments) throws(UsageError) {
    while let word = arguments.next() {
      switch word {
      case "--limit": limit = try arguments.number(of: word, atLeast: 0)
      case "--json": isJSON = true
      case _ where word.hasPrefix("--"):
        throw UsageError("unknown option \"\(word)\", expected --limit or --json")
      case _ where path.isEmpty: path = word
      default: throw UsageError("found a second path \"\(word)\", expected one")
      }
    }
    if path.isEmpty { throw UsageError("lessons inspect needs a path") }
  }
}
