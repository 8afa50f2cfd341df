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
  check_golden("case");
}

TEST_CASE("nothing either") { checkout(); }
