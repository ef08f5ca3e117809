import Embeddings
import EndToEnd
import RawData
import TFTCases
import TransformedData

// tft-cases FIXTURE.json: our answers to the cases of a fixture, as JSON: the difference from what is expected, if any,
// and the answer itself. `make conformance` holds them against live TFT.
// tft-cases export FIXTURE.json DIRECTORY: each case as a transform_output with its SavedModel, in a directory of its number;
// a line of JSON for each, with our answer or the reason why there is none.
// tft-cases saved-model DIRECTORY OUTPUT: the fitted transform of a directory as a transform_output with its SavedModel.
// tft-cases serving DIRECTORY OUTPUT: the transform and the model of a directory as a SavedModel to serve.
// tft-cases analyze RIDES.csv STATE: what a pass over these taxi rides remembers, for another process to merge.
// tft-cases onnx FIXTURE.json DIR: each case as DIR/N.onnx, and our answer to each row by itself; or why there is no file.
// tft-cases onnx-functions DIR: the same of functions that no fixture has, after a line with their rows.

let words = CommandLine.arguments.dropFirst()
if words.first == "onnx", words.count == 3 {
  let file = try CaseFile(contentsOf: words[words.startIndex + 1])
  for (number, `case`) in file.cases.enumerated() {
    let members = [JSON.Member("id", .string(`case`.id)), .init("dataset", .string(`case`.dataset))]
    try print(case: file.onnx(of: `case`), members, "\(words[words.startIndex + 2])/\(number).onnx")
  }
} else if words.first == "onnx-functions", words.count == 2 {
  print(JSON.object([.init("probe", CaseFile.onnxProbe)]).compactText)
  for (number, (id, `case`)) in CaseFile.onnxFunctions().enumerated() {
    let members = [JSON.Member("id", .string(id))]
    try print(case: `case`, members, "\(words[words.startIndex + 1])/\(number).onnx")
  }
} else if words.first == "analyze", words.count == 3 {
  let file = try OutputFile(path: words[words.startIndex + 2])
  try file.write(ShardAnalysis.encodedPhase(ofCSV: words[words.startIndex + 1]))
  try file.commit()
} else if words.first == "saved-model", words.count == 3 {
  let transformFn = try TransformOutput.read(words[words.startIndex + 1])
  let output = words[words.startIndex + 2]
  try Platform.makeDirectory(output)
  try TransformOutput.write(transformFn, to: output)
  try TransformFnModel(transformFn).write(to: output)
} else if words.first == "serving", words.count == 3 {
  let directory = words[words.startIndex + 1]
  let model = try ServingModel(TransformOutput.read(directory), Model(contentsOf: directory))
  try model.write(to: words[words.startIndex + 2])
} else if words.first == "export", words.count == 3 {
  let file = try CaseFile(contentsOf: words[words.startIndex + 1])
  for (number, `case`) in file.cases.enumerated() {
    var members = [JSON.Member("id", .string(`case`.id)), JSON.Member("number", .int(number))]
    do {
      let answer = try file.export(`case`, to: "\(words[words.startIndex + 2])/\(number)")
      if let answer { members.append(.init("answer", answer.json)) }
    } catch {
      members.append(.init("refused", .string("\(error)")))
    }
    print(JSON.object(members).compactText)
  }
} else {
  guard let path = words.first, words.count == 1 else {
    fatalError(
      "usage: tft-cases FIXTURE.json, tft-cases export FIXTURE.json DIRECTORY, or tft-cases analyze RIDES.csv STATE"
    )
  }
  let file = try CaseFile(contentsOf: path)
  for `case` in file.cases {
    let answer = file.answer(to: `case`)
    let difference = answer.difference(from: `case`.expected, ulps: `case`.ulps, relative: `case`.relative)
    let line = JSON.object([
      .init("id", .string(`case`.id)), .init("difference", difference.map(JSON.string) ?? .null),
      .init("answer", answer.json),
    ])
    print(line.compactText)
  }
}

/// Writes the file of a case, if there is one, and prints a line about it.
func print(case: ONNXCase, _ members: [JSON.Member], _ path: String) throws {
  var line = members
  switch `case` {
  case .refused(let reason): line.append(.init("refused", .string(reason)))
  case .exported(let bytes, let rows):
    let output = try OutputFile(path: path)
    try output.write(bytes)
    try output.commit()
    line.append(.init("file", .string(path)))
    line.append(.init("rows", .array(rows.map(\.json))))
  }
  print(JSON.object(line).compactText)
}
