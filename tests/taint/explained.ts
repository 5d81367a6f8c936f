/** What psalm finds in includes/ and is none, each with the reason. One that is no longer found fails as well. */
type Explained = {
	kind: string;
	file: string;
	/** The line that it is found in; of several the first. */
	code: string;
	because: string;
};

const PICTURES =
	'Pictures are where SORS says. ImageUrl takes https:// only (and http:// where SORS itself answers so), HostAddresses refuses a host with an address that is not public, and the one that was checked is the one that is used: AddressTest, ImagesDownloadsTest.';

const ALERT =
	'The recipient is the site’s own address, or one that the schema of the settings has judged: no spaces, no line breaks (SettingsRoutesTest).';

export const EXPLAINED: Explained[] = [
	{
		kind: 'TaintedUnserialize',
		file: 'includes/Database/Sql.php',
		code: '$read[ $name ] = isset( $found[ $name ] ) ? maybe_unserialize( $found[ $name ] ) : null;',
		because:
			'Only options of ours are asked for: get_option() unserializes the same text, so nobody gains anything here.',
	},
	{
		kind: 'TaintedHeader',
		file: 'includes/Issues/Mail.php',
		code: '$mailer->send( $to, $subject, $mailer->wrap_message( $heading, $html ) );',
		because: ALERT,
	},
	{
		kind: 'TaintedHeader',
		file: 'includes/Issues/Mail.php',
		code: "wp_mail( $to, $subject, $html, [ 'Content-Type: text/html; charset=UTF-8' ] );",
		because: ALERT,
	},
	{
		kind: 'TaintedFile',
		file: 'includes/Sors/Http/CurlRead.php',
		code: '$handle = curl_init( $request->url );',
		because:
			'Psalm thinks of file://. Connection::checkedAddress() takes https://, and http:// of a loopback address (ConnectionTest), and CURLOPT_PROTOCOLS allows nothing else.',
	},
	{
		kind: 'TaintedUrlPath',
		file: 'includes/Sors/Http/CurlRead.php',
		code: '$handle = curl_init( $request->url );',
		because:
			'Client::url() encodes every value, and Client::checkWords() refuses those that would lead to another path (ApiTest, ListsAheadTest).',
	},
	{
		kind: 'TaintedHeader',
		file: 'includes/Sors/Http/CurlRead.php',
		code: 'return curl_setopt_array( $handle, $options );',
		because:
			'A database’s name with a line break is refused by Client::checkWords(), and a key is printable ASCII (ApiKey).',
	},
	{
		kind: 'TaintedSSRF',
		file: 'includes/Store/Images/CurlTransfer.php',
		code: '$handle = curl_init( $url->url );',
		because: PICTURES,
	},
	{
		kind: 'TaintedFile',
		file: 'includes/Store/Images/CurlTransfer.php',
		code: '$handle = curl_init( $url->url );',
		because:
			'Psalm thinks of file://. ImageUrl takes https:// and http:// only, and CURLOPT_PROTOCOLS allows nothing else (AddressTest).',
	},
	{
		kind: 'TaintedSSRF',
		file: 'includes/Store/Images/CurlTransfer.php',
		code: 'curl_setopt_array(',
		because: `CURLOPT_RESOLVE binds the host to the address that was checked. ${ PICTURES }`,
	},
	{
		kind: 'TaintedSSRF',
		file: 'includes/Store/Images/Downloader.php',
		code: '$url->url,',
		because: `Without cURL, by WordPress, which looks the host up again and refuses private addresses itself (reject_unsafe_urls). ${ PICTURES }`,
	},
];
