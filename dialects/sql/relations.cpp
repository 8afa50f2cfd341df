#include "dialects/sql/lower.hpp"

#include <unordered_map>

// Walks over the whole tree of a statement, subqueries included. A tree is flat, so that a walk is
// a loop: what encloses a node is known from where the enclosing ones end.

namespace sluice::sql {

namespace {

/// The nodes among which a WITH query hides a table of its name.
struct hidden_range {
  std::size_t first = 0;
  std::size_t last = 0;
};

class walker {
 public:
  walker(const tree& nodes, const lowering& context) : nodes_(nodes), context_(context) {
    open_.reserve(usual_depth);
  }

  std::vector<object_name> relations() {
    for (std::size_t i = 0; i < nodes_.size(); ++i) {
      if (what_at(i) == node::body) {  // a program for later
        i = nodes_.at(i).next - 1;
        continue;
      }
      while (!open_.empty() && nodes_.at(open_.back()).next <= i) open_.pop_back();
      visit(i);
      if (nodes_.at(i).next > i + 1) open_.push_back(i);  // it encloses something
    }
    return std::move(found_);
  }

 private:
  static constexpr std::size_t usual_depth = 32;

  [[nodiscard]] node what_at(std::size_t index) const { return nodes_.at(index).what; }
  /// What encloses the node that is looked at: 0 is its parent.
  [[nodiscard]] std::optional<std::size_t> enclosing(std::size_t levels = 0) const {
    if (levels >= open_.size()) return std::nullopt;
    return open_[open_.size() - 1 - levels];
  }

  void visit(std::size_t index) {
    const cursor c(nodes_, index);
    switch (c.what()) {
      case node::create_view:
        // Inside it a recursive view is its own WITH query.
        if (c.has(node::recursive)) {
          const std::string view = context_.to_object(*c.child(node::object_name)).object.text;
          hide(view, index + 1, nodes_.at(index).next);
        }
        break;
      case node::cte: {
        // Without RECURSIVE a WITH query does not see itself.
        const std::size_t with = *enclosing();
        const std::size_t scope = enclosing(1) ? nodes_.at(*enclosing(1)).next : nodes_.size();
        // RECURSIVE comes first; a look at all the queries for each of them would be quadratic.
        if (what_at(with + 1) != node::recursive) {
          hide(context_.to_name(c).text, nodes_.at(index).next, scope);
        }
        break;
      }
      case node::with_clause: {
        const std::size_t scope = enclosing() ? nodes_.at(*enclosing()).next : nodes_.size();
        if (!c.has(node::recursive)) break;
        c.each(node::cte, [&](cursor cte) { hide(context_.to_name(cte).text, index, scope); });
        break;
      }
      case node::object_name:
        if (!enclosing()) break;
        if (names_column(*enclosing())) {
          const auto column = to_column(c, context_);
          if (column) found_.push_back(column->table);
        } else if (names_relation(*enclosing())) {
          take(index);
        }
        break;
      default:
        break;
    }
  }

  /// Whether the object that stands right inside the node is a table or view.
  [[nodiscard]] bool names_relation(std::size_t parent) const {
    switch (what_at(parent)) {
      case node::create_table:
      case node::alter_table:
      case node::from_query:
      case node::partition_of:
      case node::inherits:
      case node::attach_partition:
      case node::detach_partition:
      case node::change_parent:
      case node::references:
      case node::opaque_action:
      case node::on_table:
      case node::create_view:
      case node::drop_view:
      case node::drop_table:
      case node::table_command:
      case node::into:
      case node::insert:
      case node::delete_targets:
      case node::truncate_table:
      case node::load_rows:
      case node::auxiliary:  // COPY ... TO
      case node::granted_tables:
      case node::object_tables:
      case node::locked_table:
      case node::refresh_view:
        return true;
      case node::maintained:
        return is_maintained_table();
      case node::comment_on:
      case node::create_object:
      case node::alter_object:
      case node::drop_object:
        return is_relation_class(parent);
      case node::rename_pair:
        return !renamed_before(parent);
      case node::table_reference:
        return !cursor(nodes_, parent).has(node::function_table);
      default:
        return false;
    }
  }

  /// [schema.]table.column
  [[nodiscard]] bool names_column(std::size_t parent) const {
    if (what_at(parent) == node::owned_by) return true;
    if (what_at(parent) != node::comment_on) return false;
    const auto named = cursor(nodes_, parent).child(node::object_class);
    return same_word(context_.text(named->first()), "column");
  }

  /// Not of REINDEX INDEX i; and what SQLite maintains may be an index, too.
  [[nodiscard]] bool is_maintained_table() const {
    if (context_.which == dialect::sqlite) return false;
    const auto named = cursor(nodes_, 0).child(node::object_class);
    return !named || context_.kind_of(named->first()) == kind::kw_table;
  }

  /// ALTER VIEW, DROP FOREIGN TABLE.
  [[nodiscard]] bool is_relation_class(std::size_t command) const {
    const auto named = cursor(nodes_, command).child(node::object_class);
    if (!named) return false;
    const std::string_view last = context_.text(named->last() - 1);
    return same_word(last, "view") || same_word(last, "table");
  }

  /// RENAME TABLE a TO b: b is no table yet.
  [[nodiscard]] bool renamed_before(std::size_t pair) const {
    return !found_.empty() &&
           found_.back().where.begin >= context_.span_of(cursor(nodes_, pair)).begin;
  }

  void take(std::size_t index) {
    object_name relation = context_.to_object(cursor(nodes_, index));
    if (!relation.schema && is_read() && is_hidden(relation.object.text, index)) return;
    found_.push_back(std::move(relation));
  }

  /// Only where rows are read does a WITH query hide a table; what is written is always a table.
  [[nodiscard]] bool is_read() const {
    switch (what_at(*enclosing())) {
      case node::table_command:
        return true;
      case node::table_reference:
        return context_.which == dialect::mysql || !enclosing(1) ||
               what_at(*enclosing(1)) != node::target_list;
      default:
        return false;
    }
  }

  void hide(const std::string& text, std::size_t first, std::size_t last) {
    hidden_[key_of(text)].push_back({first, last});
  }

  /// The walk only goes on, so that a range that has ended is forgotten; the newest that remain are
  /// those that hide the name, but for the few that the walk is about to reach.
  [[nodiscard]] bool is_hidden(const std::string& text, std::size_t index) {
    if (hidden_.empty()) return false;
    const auto known = hidden_.find(key_of(text));
    if (known == hidden_.end()) return false;
    std::vector<hidden_range>& ranges = known->second;
    for (std::size_t i = ranges.size(); i-- > 0;) {
      if (ranges[i].last <= index) {
        ranges.erase(ranges.begin() + static_cast<std::ptrdiff_t>(i));
      } else if (ranges[i].first <= index) {
        return true;
      }
    }
    return false;
  }

  [[nodiscard]] std::string key_of(const std::string& text) const {
    return context_.which == dialect::postgres ? text : lower_case(text);
  }

  const tree& nodes_;
  const lowering& context_;
  std::vector<std::size_t> open_;
  std::unordered_map<std::string, std::vector<hidden_range>> hidden_;
  std::vector<object_name> found_;
};

}  // namespace

std::vector<object_name> relations_in(const tree& nodes, const lowering& context) {
  return walker(nodes, context).relations();
}

std::vector<row_change> changes_within(const tree& nodes, const lowering& context) {
  std::vector<row_change> found;
  // What is prepared runs later.
  if (nodes.size() > 0 && nodes.at(0).what == node::prepared) return found;
  for (std::size_t i = 1; i < nodes.size(); ++i) {
    const cursor c(nodes, i);
    switch (c.what()) {
      case node::insert:
      case node::update:
      case node::delete_rows:
        found.push_back(lower_row_change(c, context));
        break;
      case node::merge:
        for (row_change& change : lower_merge(c, context)) found.push_back(std::move(change));
        break;
      case node::merge_action:
        i = nodes.at(i).next - 1;
        break;
      default:
        break;
    }
  }
  return found;
}

}  // namespace sluice::sql
