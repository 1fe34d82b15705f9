//! The words the grammar decides by. They are the dialects' vocabulary, so they live with the dialects.
