import Foundation

/// Why the system refused something, in a few words without a path.
func reason(_ error: any Error) -> String {
  let whole = error as NSError
  let under = whole.userInfo[NSUnderlyingErrorKey] as? NSError
  if let code = (under ?? whole).domain == NSPOSIXErrorDomain ? (under ?? whole).code : nil {
    return String(cString: strerror(Int32(clamping: code))).lowercased()
  }
  return whole.code == CocoaError.Code.fileReadNoPermission.rawValue
    ? "permission denied" : "the system refused it"
}
