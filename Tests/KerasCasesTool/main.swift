import Embeddings
import KerasCases
import RawData

// keras-cases FIXTURE.json: our answers to the cases of a fixture, as JSON: the difference from what Keras answers, if
// any, and the answer itself. `make conformance` holds them against live Keras.
// keras-cases saved-model FIXTURE.json DIRECTORY: each case's model as a SavedModel, in a directory of its number; a line of
// JSON for each, with what it is fed with and what ours predicts.
// keras-cases initial NAME ROWS COLUMNS SEED: the first values of a weight, a number a line.
// keras-cases onnx FIXTURE.json DIR: the layer or the model of each case as DIR/N.onnx, its inputs, and our output.

let words = Array(CommandLine.arguments.dropFirst())
if words.count == 3, words[0] == "onnx" {
  for (number, `case`) in try KerasCaseFile(contentsOf: words[1]).cases.enumerated() {
    guard let onnx = try `case`.onnx() else { fatalError("\(`case`) cannot be exported") }
    let path = "\(words[2])/\(number).onnx"
    let file = try OutputFile(path: path)
    try file.write(onnx.bytes)
    try file.commit()
    let line = JSON.object([
      .init("id", .string(`case`.id)), .init("file", .string(path)), .init("inputs", .array(onnx.inputs)),
      .init("output", .array(onnx.output.map(JSON.float))),
    ])
    print(line.compactText)
  }
} else if words.count == 5, words[0] == "initial", let initializer = Initializer(words[1]),
  let rows = Int(words[2]),
  let columns = Int(words[3]), let seed = UInt64(words[4])
{
  var generator = SplitMix64(seed: seed)
  let matrix = initializer.matrix(rows: rows, columns: columns, using: &generator)
  for element in matrix.elements { print(element) }
} else if words.count == 3, words[0] == "saved-model" {
  for (number, `case`) in try KerasCaseFile(contentsOf: words[1]).cases.enumerated() {
    guard let model = try `case`.writeSavedModel(to: "\(words[2])/\(number)") else { continue }
    let line = JSON.object([
      .init("id", .string(`case`.id)), .init("number", .int(number)), .init("inputs", .array(model.inputs)),
      .init("output", .array(model.output.map(JSON.float))),
    ])
    print(line.compactText)
  }
} else if words.count == 1 {
  for `case` in try KerasCaseFile(contentsOf: words[0]).cases {
    let answer = try `case`.answer()
    let lists = answer.keys.sorted().map { name in
      JSON.Member(name, .array((answer[name] ?? []).map(JSON.float)))
    }
    let line = JSON.object([
      .init("id", .string(`case`.id)),
      .init("difference", `case`.difference(from: answer).map(JSON.string) ?? .null),
      .init("answer", .object(lists)),
    ])
    print(line.compactText)
  }
} else {
  fatalError(
    "usage: keras-cases FIXTURE.json, keras-cases saved-model FIXTURE.json DIRECTORY, or keras-cases initial NAME ROWS COLUMNS SEED"
  )
}
