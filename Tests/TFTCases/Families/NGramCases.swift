import Preprocessing
import RawData

enum NGramCases {
  static let functions: [String: CaseFunction] = [
    "ngrams": { y(try ngrams(try $0.string(), sizes: try $0.sizes, separator: $0.separator)) },
    "bag_of_words": { y(try bagOfWords(try $0.string(), sizes: try $0.sizes, separator: $0.separator)) },
    "tfidf": { arguments in
      let (indices, weights) = try tfidf(
        try arguments.int64(),
        vocabSize: arguments.int("vocab_size") ?? 0,
        smooth: arguments.isSet("smooth")
      )
      var outputs = Outputs()
      outputs["indices"] = indices
      outputs["weights"] = weights
      return outputs
    },
    "document_frequency": {
      y(try documentFrequency(try $0.int64(), vocabSize: $0.int("vocab_size") ?? 0))
    },
    "idf": {
      y(
        try idf(
          try $0.int64(),
          vocabSize: $0.int("vocab_size") ?? 0,
          smooth: $0.isSet("smooth"),
          addBaseline: $0.isSet("add_baseline")
        )
      )
    },
    "word_count": { arguments in
      switch arguments.type() {
      case .float32: y(wordCount(try arguments.float()))
      case .int64: y(wordCount(try arguments.int64()))
      case .string, nil: y(wordCount(try arguments.string()))
      }
    },
    "segment_indices": { y(segmentIndices(try $0.int64())) },
    "deduplicate_tensor_per_row": { arguments in
      switch arguments.type() {
      case .float32: y(deduplicateTensorPerRow(try arguments.float()))
      case .int64: y(deduplicateTensorPerRow(try arguments.int64()))
      case .string, nil: y(deduplicateTensorPerRow(try arguments.string()))
      }
    },
    "sparse_tensor_left_align": { arguments in
      switch arguments.type() {
      case .float32: y(sparseTensorLeftAlign(try arguments.float()))
      case .int64: y(sparseTensorLeftAlign(try arguments.int64()))
      case .string, nil: y(sparseTensorLeftAlign(try arguments.string()))
      }
    },
    "sparse_tensor_to_dense_with_shape": { arguments in
      let width = arguments.int("width") ?? 0
      switch arguments.type() {
      case .float32:
        let value = arguments.floatParameter("default") ?? 0
        return y(try sparseTensorToDenseWithShape(try arguments.float(), width: width, defaultValue: value))
      case .int64:
        let value = Int64(arguments.int("default") ?? 0)
        return y(try sparseTensorToDenseWithShape(try arguments.int64(), width: width, defaultValue: value))
      case .string, nil:
        let value = arguments.stringParameter("default") ?? ""
        return y(try sparseTensorToDenseWithShape(try arguments.string(), width: width, defaultValue: value))
      }
    },
  ]
}

extension CaseArguments {
  fileprivate var separator: String { stringParameter("separator") ?? "" }

  /// The smallest and the largest size. A range that falls is no range in Swift.
  fileprivate var sizes: ClosedRange<Int> {
    get throws {
      let sizes = self["sizes"]?.array?.compactMap(\.int) ?? []
      guard sizes.count == 2, sizes[0] <= sizes[1] else { throw RowError("found sizes \(sizes)") }
      return sizes[0]...sizes[1]
    }
  }

  /// A flag that is on where the case says nothing.
  fileprivate func isSet(_ name: String) -> Bool { self[name] == nil || bool(name) }
}
