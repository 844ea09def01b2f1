// Sheets may be imported by the lazy parts that need them.

declare module '*.css'
