"""What tests share: repositories, built sites, browsers, servers, answers to prompts."""
