#pragma once

#include "dialects/session.hpp"

#include <functional>

namespace sluice::test {

/// Passes everything on, and tells of each call to the database before it is made (of a commit,
/// after it too).
class counting_session : public session {
 public:
  counting_session(std::unique_ptr<session> inner, std::function<void()> on_call)
      : inner_(std::move(inner)), on_call_(std::move(on_call)) {}

  using session::execute;
  using session::query;
  [[nodiscard]] const server_version& server() const override { return inner_->server(); }
  rows query(std::string_view sql, std::span<const value> parameters) override {
    on_call_();
    return inner_->query(sql, parameters);
  }
  std::uint64_t execute(std::string_view sql, std::span<const value> parameters) override {
    on_call_();
    return inner_->execute(sql, parameters);
  }
  void begin() override {
    on_call_();
    inner_->begin();
  }
  void commit() override {
    on_call_();
    inner_->commit();
    on_call_();
  }
  void rollback() noexcept override { inner_->rollback(); }
  [[nodiscard]] bool in_transaction() const override { return inner_->in_transaction(); }
  [[nodiscard]] std::string connection_id() const override { return inner_->connection_id(); }
  void cancel() noexcept override { inner_->cancel(); }

 protected:
  std::unique_ptr<session> inner_;
  std::function<void()> on_call_;
};

}  // namespace sluice::test
