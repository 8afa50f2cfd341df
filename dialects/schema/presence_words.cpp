#include "dialects/schema/presence_words.hpp"

#include "dialects/schema/names.hpp"

#include <utility>

namespace sluice::schema {

presence_report say(presence state, std::string evidence, bool repeatable) {
  return {state, std::move(evidence), repeatable};
}

presence_report found(bool there, const std::string& what, bool repeatable) {
  return there ? say(presence::present, what + " exists", repeatable)
               : say(presence::absent, what + " does not exist", repeatable);
}
presence_report gone(bool there, const std::string& what, bool repeatable) {
  return there ? say(presence::absent, what + " still exists", repeatable)
               : say(presence::present, what + " does not exist any more", repeatable);
}
presence_report renamed(bool old_there, bool new_there, const std::string& kind,
                        const std::string& from, const std::string& to) {
  if (old_there && new_there) {
    return say(presence::unknown, "both " + kind + " " + from + " and " + to + " exist");
  }
  if (!old_there && !new_there) {
    return say(presence::unknown, "neither " + kind + " " + from + " nor " + to + " exists");
  }
  return new_there ? say(presence::present, kind + " " + to + " exists and " + from + " does not")
                   : say(presence::absent, kind + " " + from + " exists and " + to + " does not");
}

presence_report renamed_object(const model& live, const std::string& from, const std::string& to,
                               dialect d) {
  const auto there = [&](const std::string& key) {
    return find_table(live, key, d) != nullptr || live.views.count(key) != 0;
  };
  return renamed(there(from), there(to), "table", from, to);
}

presence_report combined(const std::vector<presence_report>& parts) {
  if (parts.empty()) {
    return say(presence::unknown, "the statement names nothing that the catalogue could show");
  }
  presence_report all = parts.front();
  for (std::size_t i = 1; i < parts.size(); ++i) {
    const auto& part = parts[i];
    all.evidence += "; " + part.evidence;
    all.repeatable = all.repeatable && part.repeatable;
    if (part.state == all.state) {
      continue;
    }
    if (part.state == presence::unknown || all.state == presence::unknown) {
      all.state = presence::unknown;
    } else {
      all.state = presence::partial;
    }
  }
  return all;
}

presence_report rows_hidden() {
  return say(presence::unknown, "the catalogue does not show whether rows were changed", false);
}

}  // namespace sluice::schema
