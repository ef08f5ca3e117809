import Preprocessing

extension TaxiExample {
  static let text = TaxiExample("text", "Texts cut, changed and put together.") { inputs in
    var outputs = Outputs()
    // snippet: text
    let time = try inputs.string("pickup_datetime")
    outputs["day"] = try substring(time, position: 0, length: 10)
    outputs["parts"] = split(time)
    outputs["european"] = try regexReplace(time, pattern: #"^(\d+)-(\d+)-(\d+).*"#, rewrite: #"\3.\2.\1"#)
    outputs["is_on_the_minute"] = try regexFullMatch(time, pattern: #".*:00 UTC"#)
    outputs["label"] = join(
      asString(hourOfDay(parseDateTime(time))),
      strip(lowercased(time)),
      separator: "h "
    )
    // end: text
    return outputs
  }

  static let vocabularies = TaxiExample("vocabularies", "Texts as ids, and back again.") { inputs in
    var outputs = Outputs()
    // snippet: vocabularies
    let month = try substring(inputs.string("pickup_datetime"), position: 0, length: 7)
    let months = try vocabulary(month, topK: 40, vocabFilename: "months")
    let id = try applyVocabulary(month, months, numOOVBuckets: 2)
    outputs["month_id"] = id
    outputs["month_again"] = vocabularyTokens(id, months, defaultValue: "rare")
    outputs["month_hash"] = try hashStrings(month, hashBuckets: 40)
    // end: vocabularies
    return outputs
  }

  static let words = TaxiExample("words", "A text as its words, and what each word says.") { inputs in
    var outputs = Outputs()
    // snippet: words
    let time = try inputs.string("pickup_datetime")
    let words = split(try regexReplace(time, pattern: #"-|:\d\d:\d\d"#, rewrite: " "))
    outputs["words"] = words
    outputs["pairs"] = try ngrams(words, sizes: 2...2, separator: " ")
    outputs["bag"] = try bagOfWords(words, sizes: 1...1, separator: " ")
    let ids = try computeAndApplyVocabulary(words, topK: 500, vocabFilename: "words")
    let weighted = try tfidf(ids, vocabSize: numBuckets(ids))
    outputs["ids"] = weighted.indices
    outputs["weights"] = weighted.weights
    // end: words
    return outputs
  }

  static let vectors = TaxiExample("vectors", "Ids as vectors, and several columns as one.") { inputs in
    var outputs = Outputs()
    // snippet: vectors
    let time = parseDateTime(try inputs.string("pickup_datetime"))
    let day = try oneHot(dayOfWeek(time), depth: 7)
    let passengers = scaleTo01(try inputs.float("passenger_count"))
    outputs["day"] = day
    outputs["model_input"] = concat(passengers, day)
    // end: vectors
    return outputs
  }
}
