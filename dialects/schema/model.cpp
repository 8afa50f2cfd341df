#include "dialects/schema/model.hpp"

#include "dialects/sql/token.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <utility>

namespace sluice::schema {
namespace {

/// Bodies span lines; a fact must not.
std::string on_one_line(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '\n':
        out += "\\n";
        break;
      case '\r':
        out += "\\r";
        break;
      case '\\':
        out += "\\\\";
        break;
      default:
        out += c;
    }
  }
  return out;
}

std::string list(const std::vector<std::string>& names) {
  std::string out = "(";
  for (const auto& name : names) {
    if (out.size() > 1) {
      out += ", ";
    }
    out += name.empty() ? std::string("<expression>") : on_one_line(name);
  }
  return out + ")";
}

void dump_table(const std::string& key, const table& t, std::vector<std::string>& facts) {
  std::vector<std::string> order;
  for (const auto& c : t.columns) {
    order.push_back(c.name);
    std::string fact = "column " + key + "." + c.name;
    fact += c.type.empty() ? "" : " " + on_one_line(c.type);
    fact += c.nullable ? " null" : " not null";
    fact += c.has_default ? " default" : "";
    fact += c.generated ? (c.stored ? " generated stored" : " generated") : "";
    fact += c.generates_value ? " generates value" : "";
    fact += c.identity.empty() ? "" : " identity " + c.identity;
    fact += c.invisible ? " invisible" : "";
    fact += c.collation.empty() ? "" : " collate " + on_one_line(c.collation);
    // now() is written as another text in catalogues; what differs from row to row is not.
    if (c.default_volatility > volatility::stable)
      fact += " " + std::string(volatility_name(c.default_volatility));
    facts.push_back(std::move(fact));
  }
  facts.push_back("table " + key + " " + list(order) +
                  (t.columns_complete ? "" : " and columns not known") +
                  (t.partitioned ? " partitioned" : "") +
                  (t.partition_of.empty() ? "" : " partition of " + t.partition_of) +
                  (t.is_default_partition ? " default" : "") +
                  (t.inherits.empty() ? "" : " inherits " + list(t.inherits)));
  if (!t.primary_key.empty()) {
    facts.push_back("primary key " + key + " " + list(t.primary_key));
  }
  for (const auto& [name, i] : t.indexes) {
    facts.push_back("index " + key + "." + name + " " + list(i.columns) +
                    (i.unique ? " unique" : "") + (i.partial ? " partial" : "") +
                    (i.valid ? "" : " invalid"));
  }
  for (const auto& [name, c] : t.constraints) {
    facts.push_back("constraint " + key + "." + name + " " + c.kind + " " + list(c.columns) +
                    (c.references.empty()
                         ? ""
                         : " references " + c.references + " " + list(c.referenced_columns) +
                               " on delete " + c.on_delete + " on update " + c.on_update) +
                    (c.valid ? "" : " not valid") + (c.enforced ? "" : " not enforced"));
  }
}

}  // namespace

std::string_view volatility_name(volatility v) {
  switch (v) {
    case volatility::constant:
      return "constant";
    case volatility::stable:
      return "stable";
    case volatility::changing:
      return "volatile";
    case volatility::unknown:
      break;
  }
  return "unknown";
}

const column* table::find(std::string_view column_name) const {
  const auto found = std::find_if(columns.begin(), columns.end(),
                                  [&](const column& c) { return c.name == column_name; });
  return found == columns.end() ? nullptr : &*found;
}

column* table::find(std::string_view column_name) {
  return const_cast<column*>(std::as_const(*this).find(column_name));
}

bool name_places::may_exist(std::string_view name) const {
  return !complete_ || last_place(name) != nullptr;
}

const std::string* name_places::last_place(std::string_view name) const {
  const auto found = places_.find(sql::lower_case(name));
  return found == places_.end() ? nullptr : &found->second;
}

void name_places::add(std::string_view name, const std::string& table_key) {
  places_[sql::lower_case(name)] = table_key;
}

void name_places::collect(const std::map<std::string, table>& tables) {
  for (const auto& [key, t] : tables) {
    for (const auto& [name, held] : t.indexes) add(name, key);
    for (const auto& [name, held] : t.constraints) add(name, key);
  }
  complete_ = true;
}

const std::set<std::string>& table_links::to(const std::string& table_key) const {
  static const std::set<std::string> none;
  const auto found = links_.find(table_key);
  return found == links_.end() ? none : found->second;
}

void table_links::add(const std::string& to, const std::string& from) {
  links_[to].insert(from);
}

void table_links::add(const table& from) {
  for (const auto& [name, c] : from.constraints) {
    if (!c.references.empty()) add(c.references, from.name);
  }
  if (!from.partition_of.empty()) add(from.partition_of, from.name);
  for (const std::string& parent : from.inherits) add(parent, from.name);
}

void table_links::collect(const std::map<std::string, table>& tables) {
  for (const auto& [key, t] : tables) add(t);
  complete_ = true;
}

const table* model::find(std::string_view table_name) const {
  const auto found = tables.find(std::string(table_name));
  return found == tables.end() ? nullptr : &found->second;
}

std::string dump(const model& m) {
  std::vector<std::string> facts;
  for (const auto& [key, t] : m.tables) {
    if (!t.temporary) {
      dump_table(key, t, facts);
    }
  }
  for (const auto& [name, text] : m.views) {
    facts.push_back("view " + name + " " + on_one_line(text));
  }
  for (const auto& [name, body] : m.routines) {
    facts.push_back("routine " + name + " " + on_one_line(body));
  }
  for (const auto& [key, t] : m.triggers) {
    facts.push_back("trigger " + key + (t.enabled ? "" : " disabled") +
                    (t.function.empty() ? "" : " calls " + t.function) + " " + on_one_line(t.body));
  }
  for (const auto& [name, labels] : m.enums) facts.push_back("enum " + name + " " + list(labels));
  for (const auto& [name, d] : m.domains)
    facts.push_back("domain " + name + " " + d.type + (d.nullable ? " null" : " not null") +
                    (d.has_default ? " default" : ""));
  for (const auto& name : m.sequences) facts.push_back("sequence " + name);
  std::sort(facts.begin(), facts.end());
  std::string out;
  for (const auto& fact : facts) {
    out += fact;
    out += '\n';
  }
  return out;
}

std::string fingerprint(const model& m) {
  const std::string text = dump(m);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned int size = 0;
  if (EVP_Digest(text.data(), text.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1) {
    throw std::runtime_error("OpenSSL cannot compute SHA-256 (is a restricted provider loaded?)");
  }
  static constexpr char digits[] = "0123456789abcdef";
  std::string out;
  out.reserve(std::size_t{size} * 2);
  for (unsigned int i = 0; i < size; ++i) {
    out += digits[digest[i] >> 4];
    out += digits[digest[i] & 15];
  }
  return out;
}

}  // namespace sluice::schema
