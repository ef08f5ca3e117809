import RawData
import TFTCases

// tft-cases FIXTURE.json: our answers to the cases of a fixture, as JSON: the difference from what is expected, if any,
// and the answer itself. `make conformance` holds them against live TFT.

guard CommandLine.arguments.count == 2 else { fatalError("usage: tft-cases FIXTURE.json") }
let file = try CaseFile(contentsOf: CommandLine.arguments[1])
for `case` in file.cases {
  let answer = file.answer(to: `case`)
  let difference = answer.difference(from: `case`.expected, ulps: `case`.ulps, relative: `case`.relative)
  let line = JSON.object([
    .init("id", .string(`case`.id)), .init("difference", difference.map(JSON.string) ?? .null),
    .init("answer", answer.json),
  ])
  print(line.compactText)
}
