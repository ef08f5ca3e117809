// swift-tools-version: 6.2
import PackageDescription

/// The folder list is the pipeline: each numbered folder is one module and imports only lower numbers.
let lessons = [
  "1-RawData", "2-TFRecords", "3-Preprocessing", "4-TransformedData", "5-Embeddings", "6-EndToEnd",
  "7-FullScale",
]

/// A module in `Sources/TFTLessons/folder`; the name is the folder's without its number.
func room(_ folder: String, imports: [String]) -> Target {
  .target(
    name: module(folder),
    dependencies: imports.map { .target(name: $0) },
    path: "Sources/TFTLessons/\(folder)"
  )
}

func module(_ folder: String) -> String {
  String(folder.drop { $0.isNumber || $0 == "-" })
}

let lessonModules = lessons.map(module)

let package = Package(
  name: "TFTLessons",
  platforms: [.macOS(.v15)],
  products: [
    .library(name: "TFTLessons", targets: ["TFTLessons"]),
    .executable(name: "lessons", targets: ["lessons"]),
  ],
  targets: lessons.enumerated().map { index, folder in
    room(folder, imports: Array(lessonModules.prefix(index)))
  } + [
    room("TaxiFare", imports: Array(lessonModules.prefix(5))),
    room("Drawing", imports: []),
    room("Runner", imports: lessonModules + ["TaxiFare", "Drawing"]),
    .executableTarget(
      name: "lessons",
      dependencies: ["Runner"],
      path: "Sources/TFTLessons/CLI"
    ),
    .target(
      name: "TFTLessons",
      dependencies: (lessonModules + ["TaxiFare", "Drawing", "Runner"]).map { .target(name: $0) },
      path: "Sources/TFTLessons",
      exclude: lessons + ["TaxiFare", "Drawing", "Runner", "CLI"],
      sources: ["TFTLessons.swift"]
    ),
    // The functions that real TFT judges: our answers to the cases, for `swift test` and for `make conformance`.
    .target(name: "TFTCases", dependencies: ["TFTLessons"], path: "Tests/TFTCases"),
    .executableTarget(
      name: "tft-cases",
      dependencies: ["TFTCases", "TFTLessons"],
      path: "Tests/TFTCasesTool"
    ),
    // The layers and trainings that Keras judges, likewise.
    .target(name: "KerasCases", dependencies: ["TFTLessons"], path: "Tests/KerasCases"),
    .executableTarget(name: "keras-cases", dependencies: ["KerasCases"], path: "Tests/KerasCasesTool"),
    .testTarget(
      name: "LessonTests",
      dependencies: ["TFTLessons", "TFTCases", "KerasCases", "lessons", "tft-cases", "keras-cases"],
      path: "Tests/LessonTests",
      resources: [.copy("Fixtures")]
    ),
  ],
  swiftLanguageModes: [.v6]
)
