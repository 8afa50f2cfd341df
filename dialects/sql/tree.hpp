#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
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
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] const tree_node& at(std::size_t index) const { return nodes_[index]; }
  void open(node what, std::uint32_t first) {
    if (size_ == nodes_.size()) grow();
    nodes_[size_] = {what, first, first, open_};
    open_ = static_cast<std::uint32_t>(size_++);
  }
  /// Ends the node that was opened last and not ended yet.
  void close(std::uint32_t last) {
    tree_node& closed = nodes_[open_];
    open_ = std::exchange(closed.next, static_cast<std::uint32_t>(size_));
    closed.last = last;
  }
  /// The same node, and all inside it, was never there.
  void abandon() {
    size_ = open_;
    open_ = nodes_[open_].next;
  }
  void truncate(std::size_t size) { size_ = std::min(size, size_); }
  void clear() { size_ = open_ = 0; }

 private:
  /// Apart, so that open() is small enough to stand in the rules.
  [[gnu::noinline]] void grow() { nodes_.resize(std::max<std::size_t>(64, 2 * size_)); }

  /// Rules open and abandon nodes all the time: those behind `size_` are memory for the next.
  std::vector<tree_node> nodes_;
  std::size_t size_ = 0;
  std::uint32_t open_ = 0;  ///< the node being read; its `next` leads to the one around it
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
