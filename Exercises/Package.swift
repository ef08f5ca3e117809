// swift-tools-version: 6.2
import PackageDescription

/// A package of its own beside the lessons': one target for each exercise, of the learner's file and its test.
///
/// `lessons exercise check` sets EXERCISE, and there is that target alone: an exercise that does not compile is in no other's
/// way. `lessons exercise` puts the starter in the place of `Exercise.swift`.
let names =
  Context.environment["EXERCISE"].map { [$0] } ?? [
    "EmptyCells", "KnownRides", "TwoValues", "ReadByHand", "ForgedFare", "DollarsPerDegree", "OneDegree",
    "MergedMean", "FairBuckets", "OnePass", "FindTheSkew", "StepDownhill", "BeatTheError", "CompareBits",
    "SayItInONNX", "ShardsThatMeet",
  ]

let package = Package(
  name: "Exercises",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "TFTLessons", path: "..")],
  targets: names.map { name in
    .testTarget(
      name: name,
      dependencies: [.product(name: "TFTLessons", package: "TFTLessons")],
      path: name,
      sources: ["Exercise.swift", "Test.swift"]
    )
  },
  swiftLanguageModes: [.v6]
)
