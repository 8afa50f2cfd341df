#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace sluice::sql {

/// What a grammar rule found. Shared by the dialects where the meaning is shared.
enum class node : std::uint8_t {
#define SLUICE_NODE(enumerator) enumerator,
#include "dialects/sql/nodes.def"
#undef SLUICE_NODE
};

/// A flat preorder tree: children follow their parent, `next` is the index after the subtree.
/// The
/// input cuts off what a failed branch left, so that backtracking leaves nothing behind.
struct tree_node {
  node what{};
  std::uint32_t first = 0;  ///< index of the first significant token of the statement
  std::uint32_t last = 0;   ///< one past the last
  std::uint32_t next = 0;
};

class tree {
 public:
  [[nodiscard]] std::size_t size() const { return nodes_.size(); }
  [[nodiscard]] const tree_node& at(std::size_t index) const { return nodes_[index]; }
  void reserve(std::size_t size) { nodes_.reserve(size); }
  void open(node what, std::uint32_t first) { nodes_.push_back({what, first, first, 0}); }
  void close(std::size_t index, std::uint32_t last) {
    nodes_[index].last = last;
    nodes_[index].next = static_cast<std::uint32_t>(nodes_.size());
  }
  void truncate(std::size_t size) { nodes_.resize(size); }

 private:
  std::vector<tree_node> nodes_;
};

/// A place in a tree.
class cursor {
 public:
  cursor(const tree& in, std::size_t index) : tree_(&in), index_(index) {}

  [[nodiscard]] node what() const { return tree_->at(index_).what; }
  [[nodiscard]] std::uint32_t first() const { return tree_->at(index_).first; }
  [[nodiscard]] std::uint32_t last() const { return tree_->at(index_).last; }

  /// Calls f(cursor) for each child.
  template <typename F>
  void each(F f) const {
    for (std::size_t i = index_ + 1; i < tree_->at(index_).next; i = tree_->at(i).next) {
      f(cursor(*tree_, i));
    }
  }
  /// Calls f(cursor) for each child of one sort.
  template <typename F>
  void each(node wanted, F f) const {
    each([&](cursor c) {
      if (c.what() == wanted) f(c);
    });
  }
  /// The first child of that sort.
  [[nodiscard]] std::optional<cursor> child(node wanted) const {
    for (std::size_t i = index_ + 1; i < tree_->at(index_).next; i = tree_->at(i).next) {
      if (tree_->at(i).what == wanted) return cursor(*tree_, i);
    }
    return std::nullopt;
  }
  [[nodiscard]] bool has(node wanted) const { return child(wanted).has_value(); }

 private:
  const tree* tree_;
  std::size_t index_;
};

}  // namespace sluice::sql
