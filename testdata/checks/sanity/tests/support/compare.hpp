template <class T>
void expect_equal(const T& left, const T& right) {
  CHECK(left == right);
}
