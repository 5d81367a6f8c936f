<?php
/**
 * Plugin Name: Test site
 * Description: Mails go into a file, one JSON object a line, instead of out.
 */

declare( strict_types=1 );

defined( 'ABSPATH' ) || exit;

add_filter(
	'pre_wp_mail',
	static function ( $sent, array $mail ) {
		$line = wp_json_encode(
			[
				'to'      => $mail['to'],
				'subject' => $mail['subject'],
				'message' => $mail['message'],
			]
		);
		file_put_contents( WP_CONTENT_DIR . '/mails.jsonl', $line . "\n", FILE_APPEND | LOCK_EX );
		return true;
	},
	10,
	2
);
