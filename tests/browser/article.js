/** The short article that the browser tests paste. */
export const ARTICLE = [
  "City approves a new bridge",
  "",
  "Mayor Anna Weber met David Chen of the World Bank in Berlin on Tuesday.",
  "",
  "“We will build the bridge,” Weber said. “It will last for a hundred years.”",
  "",
  "Chen flew back to Washington on Friday.",
].join("\n");
