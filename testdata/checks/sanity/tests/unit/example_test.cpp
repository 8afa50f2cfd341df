namespace {

void same(int left, int right) {
  CHECK(left == right);
}

void run() {
  prepare();
}

struct project {
  void refuses(const char* what) const {
    INFO(what);
    CHECK(false);
  }
  void prepare() const { start(); }
};

}  // namespace

TEST_CASE("asserts", "[x]") {
  REQUIRE(true);
}

TEST_CASE("asserts nothing", "[x]") {
  SECTION("inside") {
    // REQUIRE(false) in a comment is no assertion
    run();
  }
}

TEST_CASE("asserts through a helper") {
  same(1, 1);
}

TEST_CASE("asserts through a member") {
  const project p;
  p.refuses("all");
}

TEST_CASE("asserts through a helper of all tests") {
  expect_equal(1, 1);
}

TEST_CASE("nothing either") { prepare(); }
