//! Indicators, one file and one public function each.
