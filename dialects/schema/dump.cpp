#include "dialects/schema/model.hpp"

#include <openssl/evp.h>

#include <algorithm>
#include <array>
#include <stdexcept>

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

std::string list(const std::set<std::string>& names) {
  return list(std::vector<std::string>(names.begin(), names.end()));
}

std::string said(const std::string& what, const std::string& text) {
  return text.empty() ? "" : " " + what + on_one_line(text);
}

std::string dump_index(const index& i) {
  std::string fact = list(i.columns);
  if (!i.orders.empty()) {
    std::string orders;
    for (const std::string& order : i.orders)
      orders += (orders.empty() ? "" : ", ") + (order.empty() ? std::string("-") : order);
    fact += " ordered (" + on_one_line(orders) + ")";
  }
  if (!i.included.empty()) fact += " including " + list(i.included);
  fact += said("using ", i.method);
  fact += (i.unique ? " unique" : "");
  fact += (i.partial ? " partial" : "");
  fact += (i.nulls_distinct ? "" : " nulls not distinct");
  fact += (i.valid ? "" : " invalid");
  fact += (i.visible ? "" : " invisible");
  return fact + said("comment ", i.comment);
}

std::string dump_policy(const policy& p) {
  return p.command + " " + list(p.roles) + (p.permissive ? "" : " restrictive") +
         (p.has_using ? " using" : "") + (p.has_check ? " check" : "") +
         said("comment ", p.comment);
}

/// What is not about rows and columns alone.
void dump_rest(const std::string& key, const table& t, std::vector<std::string>& facts) {
  if (t.row_security || t.forced_row_security)
    facts.push_back("row security " + key + (t.row_security ? " enabled" : "") +
                    (t.forced_row_security ? " forced" : ""));
  for (const auto& [name, p] : t.policies)
    facts.push_back("policy " + key + "." + name + " " + dump_policy(p));
  for (const std::string& name : t.rules) facts.push_back("rule " + key + "." + name);
  for (const std::string& name : t.statistics) facts.push_back("statistics " + name + " " + key);
  if (!t.partition_key.empty())
    facts.push_back("partitions " + key + " by " + on_one_line(t.partition_key) +
                    (t.partitions.empty() ? "" : " " + list(t.partitions)));
  if (!t.comment.empty()) facts.push_back("comment " + key + said("", t.comment));
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
    fact += said("comment ", c.comment);
    facts.push_back(std::move(fact));
  }
  dump_rest(key, t, facts);
  facts.push_back("table " + key + " " + list(order) +
                  (t.columns_complete ? "" : " and columns not known") +
                  (t.strict ? " strict" : "") + (t.without_rowid ? " without rowid" : "") +
                  (t.partitioned ? " partitioned" : "") +
                  (t.partition_of.empty() ? "" : " partition of " + t.partition_of) +
                  (t.is_default_partition ? " default" : "") + said("for ", t.partition_bound) +
                  (t.inherits.empty() ? "" : " inherits " + list(t.inherits)));
  if (!t.primary_key.empty()) {
    facts.push_back("primary key " + key + " " + list(t.primary_key));
  }
  for (const auto& [name, i] : t.indexes) {
    facts.push_back("index " + key + "." + name + " " + dump_index(i));
  }
  for (const auto& [name, c] : t.constraints) {
    facts.push_back("constraint " + key + "." + name + " " + c.kind + " " + list(c.columns) +
                    (c.references.empty()
                         ? ""
                         : " references " + c.references + " " + list(c.referenced_columns) +
                               " on delete " + c.on_delete + " on update " + c.on_update) +
                    (c.valid ? "" : " not valid") + (c.enforced ? "" : " not enforced") +
                    said("comment ", c.comment));
  }
}

std::string dump_trigger(const trigger& t) {
  std::string fact = " " + t.timing + " " + list(t.events);
  if (!t.columns.empty()) fact += " of " + list(t.columns);
  fact += t.each_row ? " each row" : " each statement";
  fact += t.conditional ? " conditional" : "";
  fact += said("deferrable ", t.deferrable);
  fact += t.enabled ? "" : " disabled";
  fact += said("fires ", t.fires);
  fact += said("calls ", t.function);
  fact += said("comment ", t.comment);
  return fact + " " + on_one_line(t.body);
}

void dump_types(const model& m, std::vector<std::string>& facts) {
  for (const auto& [name, labels] : m.enums) facts.push_back("enum " + name + " " + list(labels));
  for (const auto& [name, d] : m.domains) {
    facts.push_back("domain " + name + " " + d.type + (d.nullable ? " null" : " not null") +
                    (d.has_default ? " default" : ""));
    for (const auto& [check, valid] : d.checks)
      facts.push_back("domain check " + name + "." + check + (valid ? "" : " not valid"));
  }
  for (const auto& [name, s] : m.sequences)
    facts.push_back("sequence " + name + " " + s.type + " start " + s.start + " increment " +
                    s.increment + " from " + s.minimum + " to " + s.maximum + " cache " + s.cache +
                    (s.cycle ? " cycle" : ""));
}

void dump_titles(const model& m, std::vector<std::string>& facts) {
  for (const std::string& title : m.objects) {
    if (comparable_object(title)) facts.push_back(on_one_line(title));
  }
  for (const auto& [title, text] : m.comments)
    facts.push_back("comment on " + on_one_line(title) + said("", text));
  for (const auto& [title, granted] : m.grants) {
    for (const auto& [role, rights] : granted)
      facts.push_back("granted on " + on_one_line(title) + " to " + on_one_line(role) + " " +
                      list(rights));
  }
}

}  // namespace

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
    facts.push_back("trigger " + key + dump_trigger(t));
  }
  dump_types(m, facts);
  dump_titles(m, facts);
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
