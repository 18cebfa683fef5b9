"""What a person sees: the tabs of the Gradio app and what happens in them."""
