import Drawing
import Testing

extension DrawingTests {
  /// A run to draw: three of typical sizes, one with cycles, and some that nobody would write.
  struct Sample: CustomTestStringConvertible {
    let testDescription: String
    let calls: [(String, String)]

    var graph: CallGraph {
      let calls = calls.enumerated().map { Call(caller: $1.0, called: $1.1, elapsed: Double($0 + 1) / 1000) }
      return CallGraph(title: testDescription, calls: calls)
    }

    /// - Parameter lines: a caller and the functions it calls; the calls start in this order.
    init(_ name: String, _ lines: String) {
      testDescription = name
      calls = lines.split(separator: "\n").flatMap { line in
        let names = line.split(separator: " ").map(String.init)
        return names.dropFirst().map { (names[0], $0) }
      }
    }

    /// Calls among a few functions, drawn by lot: cycles, loops, repetitions and separate parts included.
    init(seed: UInt64) {
      testDescription = "random graph \(seed)"
      var state = seed &* 0x9e37_79b9_7f4a_7c15
      func next(below limit: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33) % limit
      }
      let functions = 2 + next(below: 12)
      calls = (0..<next(below: 26)).map { _ in
        ("function_\(next(below: functions))", "function_\(next(below: functions))")
      }
    }

    static let small = Sample("small", "main write\nwrite read_csv encode")
    static let cyclic = Sample("cyclic", "main f\nf g\ng f g\ng main")
    static let large = Sample(
      "large",
      """
      main run
      run lesson_1 lesson_2 lesson_3
      lesson_1 view_original_sample_data
      view_original_sample_data read_csv infer_schema generate_statistics find_anomalies
      lesson_2 clean_directory write_raw_tfrecords
      write_raw_tfrecords read_csv encode_examples write_shard write_shard write_shard write_shard
      lesson_3 trace_preprocessing_fn transform_tfrecords
      transform_tfrecords trace_preprocessing_fn analyze transform write_transform_output
      analyze read_tfrecords run_phase run_phase
      transform read_tfrecords write_shard
      run lesson_4 lesson_5
      lesson_4 train_non_embedding_model train_embedding_model
      train_non_embedding_model read_transformed_tfrecords train evaluate
      train_embedding_model read_transformed_tfrecords train evaluate
      lesson_5 train_and_predict_non_embedding_model
      train_and_predict_non_embedding_model predict
      predict read_csv transform
      """
    )
    static let all = [small, cyclic, large] + (1...25).map { Sample(seed: $0) }
  }
}
