"""The pages one learns from: each a file of `patterns/learn`, text in both languages with examples that are drawn."""
