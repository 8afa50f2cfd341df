#include "dialects/sql/lower.hpp"

#include <array>
#include <utility>

// COMMENT ON, LOCK, REFRESH, and what keeps tables in order: neither schema nor rows change.

namespace sluice::sql {

namespace {

comment_on lower_comment(cursor c, const lowering& context) {
  comment_on result;
  result.label = !same_word(context.text(0), "comment");
  const cursor named = *c.child(node::object_class);
  result.object_class = words_in(named.first(), named.last(), context);
  const std::vector<object_name> objects = context.objects_in(c);
  if (result.object_class == "column") {
    const auto column = to_column(*c.child(node::object_name), context);
    if (column) {
      result.object = column->table;
      result.column = column->column;
    }
  } else if (!objects.empty()) {
    result.object = objects.front();
  }
  if (objects.size() > 1) result.object_class = "domain constraint";
  if (const auto table = c.child(node::on_table)) {
    result.table = context.to_object(*table->child(node::object_name));
  }
  if (const auto text = c.child(node::comment_text)) result.text = context.span_of(*text);
  return result;
}

lock_tables lower_lock(cursor c, const lowering& context) {
  lock_tables result;
  const auto mode_of = [&](cursor holder) {
    const auto mode = holder.child(node::lock_mode);
    return mode ? upper_case(words_in(mode->first(), mode->last(), context))
                : std::string("ACCESS EXCLUSIVE");
  };
  c.each(node::locked_table, [&](cursor locked) {
    result.tables.push_back({context.to_object(*locked.child(node::object_name)),
                             mode_of(context.which == dialect::mysql ? locked : c)});
  });
  result.nowait = c.has(node::nowait);
  return result;
}

constexpr std::array<std::pair<std::string_view, maintenance>, 9> verbs{{
    {"analyse", maintenance::analyze},
    {"analyze", maintenance::analyze},
    {"check", maintenance::check},
    {"checksum", maintenance::checksum},
    {"cluster", maintenance::cluster},
    {"optimize", maintenance::optimize},
    {"reindex", maintenance::reindex},
    {"repair", maintenance::repair},
    {"vacuum", maintenance::vacuum},
}};

/// FULL, (FULL), (FULL true); not (FULL off).
bool has_option(cursor c, const lowering& context, std::string_view option) {
  bool found = false;
  c.each(node::options, [&](cursor options) {
    for (std::uint32_t i = options.first(); i < options.last(); ++i) {
      if (!same_word(context.text(i), option)) continue;
      const std::string_view value = i + 1 < options.last() ? context.text(i + 1) : "";
      found = found || !(same_word(value, "false") || same_word(value, "off") || value == "0");
    }
  });
  return found;
}

maintain lower_maintain(cursor c, const lowering& context) {
  maintain result;
  for (const auto& [word, verb] : verbs) {
    if (same_word(context.text(0), word)) result.verb = verb;
  }
  result.object_class = "table";
  if (context.which == dialect::sqlite) {
    result.object_class = result.verb == maintenance::vacuum ? "schema" : "";
  }
  if (const auto named = c.child(node::object_class)) {
    result.object_class = lower_case(context.text(named->first()));
  }
  c.each(node::maintained, [&](cursor maintained) {
    result.objects.push_back(context.to_object(*maintained.child(node::object_name)));
  });
  if (const auto index = c.child(node::by_index)) result.index = context.to_name(*index);
  result.full = has_option(c, context, "full");
  result.analyze = result.verb == maintenance::vacuum &&
                   (has_option(c, context, "analyze") || has_option(c, context, "analyse"));
  result.concurrently = c.has(node::concurrently) || has_option(c, context, "concurrently");
  return result;
}

}  // namespace

std::optional<column_reference> to_column(cursor path, const lowering& context) {
  std::vector<name> parts;
  path.each(node::name, [&](cursor part) { parts.push_back(context.to_name(part.first())); });
  if (parts.size() < 2) return std::nullopt;
  column_reference result;
  result.column = parts.back();
  result.table.object = parts[parts.size() - 2];
  if (parts.size() > 2) result.table.schema = parts[parts.size() - 3];
  const name& first = result.table.schema ? *result.table.schema : result.table.object;
  result.table.where = text::join(first.where, result.table.object.where);
  return result;
}

std::string words_in(std::uint32_t first, std::uint32_t last, const lowering& context) {
  std::string result;
  for (std::uint32_t i = first; i < last; ++i) {
    if (!result.empty()) result += ' ';
    result += lower_case(context.text(i));
  }
  return result;
}

statement lower_auxiliary(cursor c, const lowering& context) {
  auxiliary result{lower_case(context.text(0)), {}};
  switch (c.what()) {
    case node::comment_on:
      result.detail = lower_comment(c, context);
      break;
    case node::lock_tables:
      result.detail = lower_lock(c, context);
      break;
    case node::refresh_view:
      result.detail = refresh_view{context.to_object(*c.child(node::object_name)),
                                   c.has(node::concurrently), !c.has(node::without_data)};
      break;
    case node::maintain:
      result.detail = lower_maintain(c, context);
      break;
    default:
      break;
  }
  return result;
}

}  // namespace sluice::sql
