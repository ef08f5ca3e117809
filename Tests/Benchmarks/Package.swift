// swift-tools-version: 6.2
import PackageDescription

/// Our side of the benchmarks, apart from the package it measures.
let package = Package(
  name: "Benchmarks",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "TFTLessons", path: "../..")],
  targets: [
    .executableTarget(name: "benchmarks", dependencies: [.product(name: "TFTLessons", package: "TFTLessons")])
  ],
  swiftLanguageModes: [.v6]
)
